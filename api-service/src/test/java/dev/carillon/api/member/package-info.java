@NullMarked
package dev.carillon.api.member;

import org.jspecify.annotations.NullMarked;
