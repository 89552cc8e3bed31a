/** The pages that show the monitoring to people. What they show, their scripts ask for. */
@NullMarked
package dev.carillon.monitoring.dashboard;

import org.jspecify.annotations.NullMarked;
