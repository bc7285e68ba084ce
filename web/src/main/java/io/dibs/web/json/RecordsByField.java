package io.dibs.web.json;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import jakarta.json.bind.config.PropertyVisibilityStrategy;

/**
 * Has JSON-B read records by their fields. Its support of records is in the part of its jar for newer Java versions, which
 * Payara Micro's class loader does not look at: there, a record would be written as {@code {}}.
 */
final class RecordsByField implements PropertyVisibilityStrategy {
    @Override
    public boolean isVisible(Field field) {
        return field.getDeclaringClass().isRecord() || Modifier.isPublic(field.getModifiers());
    }

    @Override
    public boolean isVisible(Method method) {
        return !method.getDeclaringClass().isRecord() && Modifier.isPublic(method.getModifiers());
    }
}
