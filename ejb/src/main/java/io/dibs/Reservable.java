package io.dibs;

/** Something that tasks can reserve. Implement it on entities so that they can be passed as they are. */
public interface Reservable {
    /** The name under which this object is reserved. It must be the same for the same object on every node. */
    String resourceName();

    /**
     * The resource name that an object stands for: a {@code String} itself, or the name of a {@link Reservable}.
     *
     * @throws IllegalArgumentException if the object is null or neither of the two
     */
    static String nameOf(Object resource) {
        if (resource instanceof String name) {
            return name;
        }
        if (resource instanceof Reservable reservable) {
            String name = reservable.resourceName();
            if (name == null) {
                throw new IllegalArgumentException(
                        "resourceName() of an object of " + resource.getClass().getName() + " is null.");
            }
            return name;
        }
        throw new IllegalArgumentException("A resource is a String or implements " + Reservable.class.getName() + "; "
                + (resource == null
                        ? "null"
                        : "an object of " + resource.getClass().getName()) + " does not.");
    }
}
