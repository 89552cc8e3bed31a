/** What the mail catcher received, kept as files. */
@NullMarked
package dev.carillon.local.mail;

import org.jspecify.annotations.NullMarked;
