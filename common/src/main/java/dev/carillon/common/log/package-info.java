/**
 * What every log line carries, and what none may show: ids that follow a request or a job, and the masking of personal data
 * and secrets.
 */
@NullMarked
package dev.carillon.common.log;

import org.jspecify.annotations.NullMarked;
