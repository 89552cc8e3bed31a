/** How people come to an account, and to a new password: each step is proven by a token that only their mailbox was sent. */
@NullMarked
package dev.carillon.api.account;

import org.jspecify.annotations.NullMarked;
