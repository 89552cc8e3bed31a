/**
 * The pages of people: sign-in, registration, and the settings of their organization. What they show and do, their scripts ask the
 * interface for, with the cookie of the session.
 */
@NullMarked
package dev.carillon.api.page;

import org.jspecify.annotations.NullMarked;
