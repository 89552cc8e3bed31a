package dev.carillon.worker.channel.webhook;

/**
 * A body with what proves its origin (Standard Webhooks).
 *
 * @param id the same for every attempt, so that the receiver can drop a repetition
 * @param timestamp of this attempt, in seconds since 1970
 * @param signature {@code v1,} and the base64 of the HMAC-SHA256 over id, timestamp and body
 */
record SignedBody(String id, long timestamp, String signature, String body) {}
