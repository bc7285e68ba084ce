package io.dibs.web.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a user may do beyond what everyone may with tasks of his own. Each role includes those before it. */
public enum Role {
    /** Sees all tasks, groups, schedules, workers, resources and events. */
    VIEWER,
    /** Also cancels, deletes, retries and purges tasks of others, pauses and resumes queues and schedules, and runs these. */
    OPERATOR,
    /** Also abandons tasks, sees stacks and audits, drains workers, and makes, changes and deletes schedules. */
    ADMINISTRATOR;

    /** As users, tokens and settings have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This role and those that include it. */
    List<Role> andHigher() {
        return Arrays.stream(values()).filter(role -> role.compareTo(this) >= 0).toList();
    }
}
