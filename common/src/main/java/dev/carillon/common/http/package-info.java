/** What holds for every HTTP answer and request, whatever feature handles it: security headers, and who the client is. */
@NullMarked
package dev.carillon.common.http;

import org.jspecify.annotations.NullMarked;
