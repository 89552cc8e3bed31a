package dev.carillon.common.http;

/** The field by which proxies say for whom they ask. */
public enum ForwardedHeader {
    /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}: what nearly all proxies send. */
    X_FORWARDED_FOR,
    /** {@code Forwarded} (RFC 7239). */
    FORWARDED
}
