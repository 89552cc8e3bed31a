@NullMarked
package dev.carillon.api.signin;

import org.jspecify.annotations.NullMarked;
