package io.dibs;

/**
 * A CDI event: a problem has come or gone. It is fired, and fired asynchronously, once in the domain, in the process that found
 * out, after the store has it. It is lost if that process dies at that moment: {@link Problems#list} has what is.
 *
 * @param present whether it has come; if not, it has gone
 */
public record ProblemChanged(Problem problem, boolean present) {}
