/** Takes jobs in: a request is read, checked as a whole, stored with others in one commit, and only then answered. */
@NullMarked
package dev.carillon.api.submit;

import org.jspecify.annotations.NullMarked;
