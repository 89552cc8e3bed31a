package dev.carillon.benchmark;

import java.nio.charset.StandardCharsets;

/** Reads the little of an HTTP/1.1 answer (RFC 9112) that a load generator needs: where it ends, and its status. */
final class HttpAnswer {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private HttpAnswer() {}

    /** The number of bytes of the whole answer; -1 while its headers are not complete. Answers without a length have no body. */
    static int length(byte[] bytes, int size) {
        int end = headerEnd(bytes, size);
        if (end < 0) {
            return -1;
        }
        for (int start = 0; start < end; start = nextLine(bytes, start, end)) {
            if (startsWith(bytes, start, end)) {
                return end + number(bytes, start + LENGTH.length);
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

    private static boolean startsWith(byte[] bytes, int start, int end) {
        if (end - start < LENGTH.length) {
            return false;
        }
        for (int index = 0; index < LENGTH.length; index++) {
            if (Character.toLowerCase((char) bytes[start + index]) != LENGTH[index]) {
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
