/** The servers as tests want them: shared, on free ports, started when first asked for, gone when the JVM ends. */
@NullMarked
package dev.carillon.local.testing;

import org.jspecify.annotations.NullMarked;
