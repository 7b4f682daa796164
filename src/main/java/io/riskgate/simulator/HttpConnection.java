package io.riskgate.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection. Far less work a request than a general client, so that a measurement on a shared
 * machine is more of the server than of the client. Blocks; belongs to one thread.
 *
 * <p>A request is sent again, once, if the server had closed the idle connection: only use it for requests that may
 * arrive twice.
 */
final class HttpConnection implements Closeable {

    record Response(int status, String body) {}

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 10_000;
    private static final int LINE_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 100;

    /** A longer answer is an error. */
    private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private final URI base;
    private final String authorization;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /**
     * @param base {@code http://host:port}; a path in it is put before every request's
     * @param key what the engine lets us in for, {@code null} if it asks for none
     * @throws IllegalArgumentException if the key cannot be one
     */
    HttpConnection(URI base, @Nullable String key) {
        if (key != null && !key.matches("[!-~]+")) {
            throw new IllegalArgumentException("The key has characters that no key has");
        }
        this.base = base;
        this.authorization = key == null ? "" : "Authorization: Bearer " + key + "\r\n";
    }

    /** @throws IOException if there is no answer, or none that can be understood */
    Response exchange(String method, String path, byte[] body) throws IOException {
        byte[] request = request(method, path, body);
        boolean reused = socket != null;
        try {
            return roundTrip(request);
        } catch (EOFException | SocketException closed) {
            close();
            if (!reused) {
                throw closed;
            }
            return roundTrip(request);
        }
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyBroken) {
                // Nothing was lost: every answer that was waited for has been read.
            }
        }
    }

    private byte[] request(String method, String path, byte[] body) {
        String head = method + " " + base.getRawPath() + path + " HTTP/1.1\r\nHost: " + base.getRawAuthority()
                + "\r\n" + authorization
                + "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    private Response roundTrip(byte[] request) throws IOException {
        Socket open = connected();
        boolean done = false;
        try {
            open.getOutputStream().write(request);
            Response response = read();
            done = true;
            return response;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            socket = open;
            open.setTcpNoDelay(true);
            open.setSoTimeout(READ_TIMEOUT_MILLIS);
            open.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_TIMEOUT_MILLIS);
            in = new BufferedInputStream(open.getInputStream());
        }
        return open;
    }

    private Response read() throws IOException {
        String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
            throw new ProtocolException("not an HTTP/1.1 answer");
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        String header = line();
        for (int headers = 0; !header.isEmpty(); header = line()) {
            if (++headers > HEADERS_MAX) {
                throw new ProtocolException("more than " + HEADERS_MAX + " headers");
            }
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = length(lower.substring("content-length:".length()), 10);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.contains("close");
            }
        }
        byte[] body = chunked ? chunks() : bytes(length);
        if (last) {
            close();
        }
        return new Response(status, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = length(line().split(";", 2)[0], 16);
            if (body.size() + length > BODY_BYTES_MAX) {
                throw new ProtocolException("an answer longer than " + BODY_BYTES_MAX + " bytes");
            }
            body.writeBytes(bytes(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private static int length(String text, int radix) throws ProtocolException {
        try {
            int length = Integer.parseInt(text.strip(), radix);
            if (length >= 0 && length <= BODY_BYTES_MAX) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a length out of bounds.
        }
        throw new ProtocolException("a length that is no number from 0 to " + BODY_BYTES_MAX);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.length() >= LINE_BYTES_MAX) {
                throw new ProtocolException("a header longer than " + LINE_BYTES_MAX + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
