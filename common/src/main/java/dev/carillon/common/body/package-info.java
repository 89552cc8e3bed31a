/**
 * What clients send: strict JSON, read field by field, so that one answer names every mistake. Nothing here binds by
 * reflection: a binder stops at the first wrong type, and its messages speak of Java.
 */
@NullMarked
package dev.carillon.common.body;

import org.jspecify.annotations.NullMarked;
