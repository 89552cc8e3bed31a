@NullMarked
package dev.carillon.api.openid;

import org.jspecify.annotations.NullMarked;
