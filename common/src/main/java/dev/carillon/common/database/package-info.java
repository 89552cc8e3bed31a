/** The connections to PostgreSQL: how many there are, and how long anything on them may take. */
@NullMarked
package dev.carillon.common.database;

import org.jspecify.annotations.NullMarked;
