/** Child processes that never outlive the JVM that started them. */
@NullMarked
package dev.carillon.local.process;

import org.jspecify.annotations.NullMarked;
