/** The people of an organization: who they are, what they are to it, and how they come to it. */
@NullMarked
package dev.carillon.api.member;

import org.jspecify.annotations.NullMarked;
