package dev.rheo.api.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the interface of a component kind and names the manifest slot that it fills. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ComponentKind {
    /** The kind's name in manifests and on the command line, for example {@code path}. */
    String value();

    /** What a reader calls it, for example {@code probability path}. */
    String title();
}
