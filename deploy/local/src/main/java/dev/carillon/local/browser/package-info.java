/** The browser that tests look through. Whoever uses it brings Playwright, axe and JUnit: the launcher has none of them. */
@NullMarked
package dev.carillon.local.browser;

import org.jspecify.annotations.NullMarked;
