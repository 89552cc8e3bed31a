/** What several services write to the audit logs of organizations. */
@NullMarked
package dev.carillon.common.audit;

import org.jspecify.annotations.NullMarked;
