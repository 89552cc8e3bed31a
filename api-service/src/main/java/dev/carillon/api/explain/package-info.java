/** Why a job is not sent yet, and until when. */
@NullMarked
package dev.carillon.api.explain;

import org.jspecify.annotations.NullMarked;
