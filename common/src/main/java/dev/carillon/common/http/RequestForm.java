package dev.carillon.common.http;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemKind;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the head of a request by what RFC 9112 asks of it, before anything looks at what it wants. */
final class RequestForm {

    private static final String HOST_MARKS = "-._~%!$&'()*+;=:[]";

    private RequestForm() {}

    /** What is wrong with it; null when nothing is. */
    static @Nullable Problem problem(HttpRequest request, int maximumHeaders) {
        if (request.decoderResult().isFailure()) {
            return undecodable(request.decoderResult().cause());
        }
        if (isMoreThan(request.headers(), maximumHeaders)) {
            return Problem.of(
                    ProblemKind.HEADERS_TOO_LARGE, "The request has more than %d headers.".formatted(maximumHeaders));
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return bad("The request is of a version of HTTP that is not spoken here.");
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return bad("This is no proxy.");
        }
        List<String> lengths = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean chunked = lengths.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(lengths.getFirst());
        if (!lengths.isEmpty() && !(chunked && version.equals(HttpVersion.HTTP_1_1))) {
            return bad("The only transfer encoding is chunked, given once.");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || !isHost(hosts.getFirst())) {
            return bad("The request must have one header Host, with a host.");
        }
        return isAddress(request.uri())
                ? null
                : bad(
                        "The address must begin with a slash, and its percent signs must be followed by two hexadecimal digits.");
    }

    /** Each counts, also those of one name, which the headers' own size counts once. */
    private static boolean isMoreThan(HttpHeaders headers, int maximum) {
        int count = 0;
        for (var fields = headers.iteratorCharSequence(); fields.hasNext(); fields.next()) {
            count++;
        }
        return count > maximum;
    }

    private static Problem undecodable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                Problem.of(ProblemKind.ADDRESS_TOO_LONG, "The first line of the request is too long.");
            case TooLongHttpHeaderException _ ->
                Problem.of(ProblemKind.HEADERS_TOO_LARGE, "The headers of the request are too large.");
            default -> bad("The request is not HTTP.");
        };
    }

    private static Problem bad(String detail) {
        return Problem.of(ProblemKind.BAD_REQUEST, detail);
    }

    private static boolean isHost(String host) {
        return !host.isEmpty() && host.chars().allMatch(RequestForm::isOfHost);
    }

    private static boolean isOfHost(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || HOST_MARKS.indexOf(character) >= 0;
    }

    private static boolean isAddress(String address) {
        // The second is for proxies, and taken from everybody (RFC 9112, section 3.2.2).
        if (!address.startsWith("/") && !address.startsWith("http://") && !address.startsWith("https://")) {
            return false;
        }
        for (int index = 0; index < address.length(); index++) {
            char character = address.charAt(index);
            if (character <= ' ' || character == 0x7f || character == '\\') {
                return false;
            }
            if (character == '%' && !(isHexadecimal(address, index + 1) && isHexadecimal(address, index + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexadecimal(String text, int index) {
        return index < text.length() && Character.digit(text.charAt(index), 16) >= 0 && text.charAt(index) < 0x80;
    }
}
