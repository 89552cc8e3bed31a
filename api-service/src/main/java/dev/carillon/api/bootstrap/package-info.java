/** The first organization, its administrator and its key, from the environment: an installation is usable once it has started. */
@NullMarked
package dev.carillon.api.bootstrap;

import org.jspecify.annotations.NullMarked;
