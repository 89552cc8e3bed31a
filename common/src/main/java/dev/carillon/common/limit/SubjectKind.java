package dev.carillon.common.limit;

import dev.carillon.common.job.WireNamed;

/** Whose requests a policy counts together. */
public enum SubjectKind implements WireNamed {
    /** Those of one person. */
    USER,
    /** Those with one API key. */
    API_KEY,
    /** Those of one organization. */
    ORGANIZATION,
    /** Those from one network address; the 64-bit network of an IPv6 address counts as one. */
    ADDRESS
}
