package io.riskgate.api;

import io.riskgate.backtest.BacktestReport;
import io.riskgate.backtest.Backtests;
import io.riskgate.backtest.FileFormat;
import io.riskgate.backtest.UploadedFile;
import io.riskgate.backtest.UploadedFiles;
import io.riskgate.backtest.UploadedFiles.Stored;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** How backtests are, and files of checkouts for them. One of somebody else's is as if there were none. */
@Singleton
@Path(BacktestResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
final class BacktestResource {

    static final String PATH = "/v1/backtests";
    static final String FILES_PATH = PATH + "/files";
    static final String JSON_LINES = "application/x-ndjson";
    static final String CSV = "text/csv";
    static final ProblemDetails FILE_TOO_LARGE =
            ProblemDetails.tooLarge("A file of checkouts has at most 256 MiB; divide it");

    static final int STREAMS_OF_MERCHANT_MAX = 2;
    static final int STREAMS_OF_MERCHANTS_MAX = 20;

    /** Each holds a thread while it comes. */
    static final int UPLOADS_OF_MERCHANT_MAX = 1;

    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    private final Backtests backtests;
    private final UploadedFiles files;
    private final EventStreams streams;
    private final MerchantShare listening = new MerchantShare(STREAMS_OF_MERCHANT_MAX, STREAMS_OF_MERCHANTS_MAX);
    private final MerchantShare uploads = new MerchantShare(UPLOADS_OF_MERCHANT_MAX);

    BacktestResource(Backtests backtests, UploadedFiles files, EventStreams streams) {
        this.backtests = backtests;
        this.files = files;
        this.streams = streams;
    }

    /** @param file the id to name it by */
    record Uploaded(String file, long bytes, Instant expiresAt) {}

    @POST
    @Path("files")
    @RequiresScope(Scope.RULES)
    @Blocking
    @Consumes({JSON_LINES, CSV})
    @Operation(
            summary = "Uploads checkouts for backtests",
            description = "One a line: JSON as POST /v1/decisions takes it, or comma-separated values with the names of"
                    + " the columns in the first line, such as card.country. Each must have occurredAt, and may have a"
                    + " label, fraud or legitimate. At most 256 MiB; kept for a day. Lines are read when they are"
                    + " replayed.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = String.class)),
                @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "201",
            description = "The id to name it by",
            content = @Content(schema = @Schema(implementation = Uploaded.class)))
    @APIResponse(responseCode = "413", description = "It is too large")
    @APIResponse(responseCode = "503", description = "Others are being uploaded, or too many are kept; try again")
    public Response upload(InputStream body, @Context HttpHeaders headers, @Context RoutingContext routing)
            throws IOException {
        Caller caller = IdentityGate.caller(routing);
        MediaType type = headers.getMediaType();
        if (type == null) {
            return ProblemDetails.unsupported("The header Content-Type must be " + JSON_LINES + " or " + CSV)
                    .toResponse();
        }
        if (!uploads.take(caller, 1)) {
            return noRoom();
        }
        try {
            FileFormat format = type.isCompatible(MediaType.valueOf(CSV)) ? FileFormat.CSV : FileFormat.JSON_LINES;
            return answer(files.store(body, format, caller.isAdmin() ? Caller.PLATFORM : caller.merchantId()));
        } finally {
            uploads.giveBack(caller, 1);
        }
    }

    private static Response answer(Stored stored) {
        return switch (stored) {
            case Stored.Kept kept -> {
                UploadedFile file = kept.file();
                yield Response.status(Response.Status.CREATED)
                        .entity(new Uploaded(file.id(), file.bytes(), file.expiresAt()))
                        .build();
            }
            case Stored.TooLarge tooLarge -> FILE_TOO_LARGE.toResponse();
            case Stored.TooSlow tooSlow ->
                ProblemDetails.tooSlow("The upload took too long").toResponse();
            case Stored.BrokenOff brokenOff ->
                ProblemDetails.tooSlow("The upload was broken off").toResponse();
            case Stored.NoRoom noRoom -> noRoom();
        };
    }

    private static Response noRoom() {
        return ProblemDetails.comeAgain("Others are being uploaded, or too many are kept");
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.RULES)
    @Operation(summary = "How a backtest is, and what it has found once it is done")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BacktestReport.class)))
    @APIResponse(responseCode = "404", description = "There is none of that id any more")
    public BacktestReport report(@PathParam("id") String id, @Context RoutingContext routing) {
        return require(id, IdentityGate.caller(routing));
    }

    @GET
    @Path("{id}/events")
    @RequiresScope(Scope.RULES)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Tells twice a second how a backtest is; ends with it, and then has the result, or when the engine is to stop, or the key or"
                            + " token is of no use any more")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = BacktestReport.class)))
    @APIResponse(responseCode = "404", description = "There is none of that id any more")
    @APIResponse(responseCode = "503", description = "Too many are listened to; try again")
    public Multi<BacktestReport> events(@PathParam("id") String id, @Context RoutingContext routing) {
        Caller caller = IdentityGate.caller(routing);
        require(id, caller);
        if (!listening.take(caller, 1)) {
            throw new ProblemException(ProblemDetails.busy("Too many backtests are listened to"));
        }
        Runnable end = ResponseEnd.once(routing, () -> listening.giveBack(caller, 1));
        Multi<BacktestReport> untilTheEnd = streams.looks(routing, TELL_EVERY)
                .map(look -> require(id, caller))
                .select()
                .first(report -> !report.isEnded());
        Multi<BacktestReport> theEnd = Multi.createFrom().items(() -> Stream.of(require(id, caller)));
        return Multi.createBy()
                .concatenating()
                .streams(untilTheEnd, theEnd)
                .onTermination()
                .invoke(end);
    }

    @DELETE
    @Path("{id}")
    @RequiresScope(Scope.RULES)
    @Operation(
            summary = "Cancels a backtest",
            description = "It ends within a second. One that has ended stays as it is.")
    @APIResponse(responseCode = "204", description = "It is asked to end")
    @APIResponse(responseCode = "404", description = "There is none of that id any more")
    public void cancel(@PathParam("id") String id, @Context RoutingContext routing) {
        backtests.cancel(require(id, IdentityGate.caller(routing)).id());
    }

    private BacktestReport require(String id, Caller caller) {
        BacktestReport report = backtests.find(id);
        if (report == null || !caller.mayTouch(report.scope())) {
            throw new ProblemException(
                    ProblemDetails.notFound("There is no such backtest; ended ones are not kept for long"));
        }
        return report;
    }
}
