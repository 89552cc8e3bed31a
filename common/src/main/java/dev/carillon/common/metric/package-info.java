/** What is measured on every service, in the text form of Prometheus at {@code /metrics}. */
@NullMarked
package dev.carillon.common.metric;

import org.jspecify.annotations.NullMarked;
