package io.dibs;

/** What of a task is read only if it is asked for, since it can be large. */
public enum TaskDetail {
    /** {@link Task#attempts}: without it only the present or last one is there, and of that no error. */
    ATTEMPTS,
    /** {@link Task#error}. */
    ERROR,
    /** {@link Task#result}. */
    RESULT,
    /** {@link Task#progressReports} and {@link Task#progressChangedAt}. */
    PROGRESS,
    /** {@link Task#createdResources}. */
    CREATED_RESOURCES,
    /** {@link Task#children} and {@link Task#childCount}. */
    CHILDREN
}
