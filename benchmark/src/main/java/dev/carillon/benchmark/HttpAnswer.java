package dev.carillon.benchmark;

import java.nio.charset.StandardCharsets;

/** Reads the little of an HTTP/1.1 answer (RFC 9112) that a load generator needs: where it ends, and its status. */
final class HttpAnswer {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private HttpAnswer() {}

    /**
     * The number of bytes of the whole answer; -1 while that is not known. Nothing follows it on its connection, so that one in
     * chunks has ended when its last chunk is the end of what has come. Answers with neither length nor chunks have no body.
     */
    static int length(byte[] bytes, int size) {
        int end = headerEnd(bytes, size);
        if (end < 0) {
            return -1;
        }
        for (int start = 0; start < end; start = nextLine(bytes, start, end)) {
            if (isAt(LENGTH, bytes, start, end)) {
                return end + number(bytes, start + LENGTH.length);
            }
            if (isAt(CHUNKED, bytes, start, end)) {
                return size - end >= LAST_CHUNK.length && isAt(LAST_CHUNK, bytes, size - LAST_CHUNK.length, size)
                        ? size
                        : -1;
            }
        }
        return end;
    }

    /** The status code. */
    static int status(byte[] bytes) {
        // "HTTP/1.1 202 …"
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    private static int headerEnd(byte[] bytes, int size) {
        for (int index = 3; index < size; index++) {
            if (bytes[index] == '\n'
                    && bytes[index - 1] == '\r'
                    && bytes[index - 2] == '\n'
                    && bytes[index - 3] == '\r') {
                return index + 1;
            }
        }
        return -1;
    }

    private static int nextLine(byte[] bytes, int from, int end) {
        int index = from;
        while (index < end && bytes[index] != '\n') {
            index++;
        }
        return index + 1;
    }

    private static boolean isAt(byte[] wanted, byte[] bytes, int start, int end) {
        if (end - start < wanted.length) {
            return false;
        }
        for (int index = 0; index < wanted.length; index++) {
            if (Character.toLowerCase((char) bytes[start + index]) != wanted[index]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int index = from;
        while (bytes[index] == ' ') {
            index++;
        }
        int number = 0;
        for (; bytes[index] >= '0' && bytes[index] <= '9'; index++) {
            number = number * 10 + bytes[index] - '0';
        }
        return number;
    }
}
