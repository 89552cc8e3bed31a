/** What holds for the source of all modules: its architecture, and that its documents tell the truth. */
@NullMarked
package dev.carillon.architecture;

import org.jspecify.annotations.NullMarked;
