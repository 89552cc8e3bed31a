/** One e-mail and one signed webhook sent through the running suite, and the receiver that checks the signature. */
@NullMarked
package dev.carillon.local.demo;

import org.jspecify.annotations.NullMarked;
