/** What the tests of all rooms share: real servers, and requests in the words of the domain. */
@NullMarked
package dev.carillon.api.testing;

import org.jspecify.annotations.NullMarked;
