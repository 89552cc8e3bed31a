@org.jspecify.annotations.NullMarked
package dev.carillon.common.stream;
