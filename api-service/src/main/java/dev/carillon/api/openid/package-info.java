/** Sign-in by another party that people are known to: OpenID Connect, authorization code flow with PKCE. */
@NullMarked
package dev.carillon.api.openid;

import org.jspecify.annotations.NullMarked;
