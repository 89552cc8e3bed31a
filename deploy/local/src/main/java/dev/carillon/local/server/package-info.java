/** The real servers Carillon stands on, run from Maven artifacts: PostgreSQL, Redis and an SMTP server that keeps what it gets. */
@NullMarked
package dev.carillon.local.server;

import org.jspecify.annotations.NullMarked;
