@NullMarked
package dev.carillon.common.http;

import org.jspecify.annotations.NullMarked;
