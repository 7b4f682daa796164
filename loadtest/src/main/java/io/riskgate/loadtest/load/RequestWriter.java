package io.riskgate.loadtest.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.riskgate.loadtest.traffic.Traffic;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes a request as it goes over the wire. Immutable. */
final class RequestWriter {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int LENGTH_DIGITS_MAX = 10;

    private final Traffic traffic;
    private final byte[] headStart;

    RequestWriter(URI target, Traffic traffic) {
        this.traffic = traffic;
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + target.getRawAuthority()
                + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: ";
        this.headStart = head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Hot: once for every request. The caller releases what it gets. */
    ByteBuf write(ByteBufAllocator allocator, long number) {
        int length = traffic.length(number);
        byte[] headers = traffic.headers(number);
        ByteBuf request = allocator.directBuffer(
                headStart.length + LENGTH_DIGITS_MAX + 2 * LINE_END.length + headers.length + length);
        request.writeBytes(headStart);
        ByteBufUtil.writeAscii(request, Integer.toString(length));
        request.writeBytes(LINE_END);
        request.writeBytes(headers);
        request.writeBytes(LINE_END);
        traffic.append(request, number);
        return request;
    }
}
