/** Mail over SMTP. */
@NullMarked
package dev.carillon.worker.channel.email;

import org.jspecify.annotations.NullMarked;
