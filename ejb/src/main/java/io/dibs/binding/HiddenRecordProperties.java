package io.dibs.binding;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import jakarta.json.bind.config.PropertyVisibilityStrategy;

/**
 * Keeps JSON Binding from looking into records, which have a serializer. It looks all the same where a record is the
 * element of a collection, and fails if the record is not public. For other classes this is what is the default.
 */
record HiddenRecordProperties() implements PropertyVisibilityStrategy {
    @Override
    public boolean isVisible(Field field) {
        return isPublicInClass(field);
    }

    @Override
    public boolean isVisible(Method method) {
        return isPublicInClass(method);
    }

    private static boolean isPublicInClass(Member member) {
        return Modifier.isPublic(member.getModifiers())
                && !member.getDeclaringClass().isRecord();
    }
}
