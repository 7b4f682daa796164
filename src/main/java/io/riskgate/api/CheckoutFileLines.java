package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParser;
import io.riskgate.backtest.CheckoutLines;
import io.riskgate.backtest.FileFormat;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of uploaded files as requests are read: a line of JSON is the body of a request for a decision, but that it must say when
 * it was, however long ago, and may have a {@link FraudLabel}. Thread-safe; never blocks.
 */
@Singleton
public final class CheckoutFileLines implements CheckoutLines {

    private static final int FIELDS_SAID_MAX = 5;

    @Override
    public Reader reader(FileFormat format) {
        return switch (format) {
            case JSON_LINES -> CheckoutFileLines::json;
            case CSV -> new CsvCheckouts();
        };
    }

    private static Line json(byte[] line) {
        if (isBlank(line)) {
            return new Line.None();
        }
        FieldErrors errors = new FieldErrors();
        try (JsonParser parser = CheckoutReader.parser(line, LINE_BYTES_MAX, CheckoutReader.BODY_TOO_LARGE)) {
            LabelledCheckoutParser labelled = new LabelledCheckoutParser(parser, errors);
            CheckoutRequest request = labelled.checkout();
            CheckoutReader.refuseMore(parser);
            if (request == null) {
                return new Line.Invalid("must be an object");
            }
            return line(request, labelled.label(), errors);
        } catch (IOException malformed) {
            return new Line.Invalid(text(CheckoutReader.malformed(malformed).problem()));
        } catch (ProblemException refused) {
            return new Line.Invalid(text(refused.problem()));
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** A line whose values were read, and are to be checked. */
    static Line line(CheckoutRequest request, @Nullable String label, FieldErrors errors) {
        Boolean fraud = FraudLabel.read(label, errors);
        return switch (new CheckoutCheck(errors, null).check(request)) {
            case ReadCheckout.Valid valid -> new Line.Valid(valid.checkout(), fraud);
            case ReadCheckout.Invalid invalid -> new Line.Invalid(text(invalid.problem()));
        };
    }

    /** Each field that is wrong; that of the whole body, which is the line, has no name here. */
    private static String text(ProblemDetails problem) {
        List<ProblemDetails.FieldError> errors = Objects.requireNonNullElse(problem.errors(), List.of());
        return errors.stream()
                .limit(FIELDS_SAID_MAX)
                .map(error -> error.field().equals("body")
                        ? error.message().replace("(line 1, ", "(")
                        : error.field() + ": " + error.message())
                .collect(Collectors.joining("; "));
    }
}
