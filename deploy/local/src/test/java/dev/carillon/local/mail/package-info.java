@NullMarked
package dev.carillon.local.mail;

import org.jspecify.annotations.NullMarked;
