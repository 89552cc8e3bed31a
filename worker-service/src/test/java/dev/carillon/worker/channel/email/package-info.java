/** Tests of mails. */
@NullMarked
package dev.carillon.worker.channel.email;

import org.jspecify.annotations.NullMarked;
