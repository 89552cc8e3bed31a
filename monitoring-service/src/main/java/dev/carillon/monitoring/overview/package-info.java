/** How the whole installation is doing, on one page: its status with reasons, its instances, its jobs and the last hour. */
@NullMarked
package dev.carillon.monitoring.overview;

import org.jspecify.annotations.NullMarked;
