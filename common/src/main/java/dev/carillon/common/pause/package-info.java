/** What is not to be sent for now: pauses of organizations, channels and priorities, by whom, why and until when. */
@NullMarked
package dev.carillon.common.pause;

import org.jspecify.annotations.NullMarked;
