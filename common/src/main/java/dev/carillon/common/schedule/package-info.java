/** When recurring jobs are due, and what they are made of: what api-service promises and worker-service keeps. */
@NullMarked
package dev.carillon.common.schedule;

import org.jspecify.annotations.NullMarked;
