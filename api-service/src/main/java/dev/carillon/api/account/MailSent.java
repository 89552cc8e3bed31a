package dev.carillon.api.account;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Says that a mail was sent, if there was anybody to send it to.
 *
 * @param detail for a person
 */
@RegisterForReflection
public record MailSent(String detail) {}
