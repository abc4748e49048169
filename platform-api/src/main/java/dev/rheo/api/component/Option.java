package dev.rheo.api.component;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents and bounds one option: a component of a {@link ComponentConfig} record or of a record nested in it.
 *
 * <p>Types that options may have: {@code boolean}, {@code int}, {@code long}, {@code double}, {@code String},
 * {@code java.nio.file.Path} (relative paths are resolved against the manifest), enums (written in lower case with
 * hyphens), records of options, {@link ComponentRef}, {@code List} of any of these, and {@code Map<String, T>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
    /** The value of {@link #defaultsTo} for an option that must be given. */
    String REQUIRED = "\u0000required";

    /** The value of {@link #defaultsTo} for an option that may be absent and is then {@code null}. */
    String ABSENT = "\u0000absent";

    /** What the option means, one sentence. */
    String value();

    /** The default, in the manifest's (YAML) notation. */
    String defaultsTo() default REQUIRED;

    /** Smallest value of a number, or smallest size of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest value of a number, or largest size of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether {@link #min} itself is excluded. */
    boolean above() default false;

    /** Whether {@link #max} itself is excluded. */
    boolean below() default false;

    /** The unit, where the number has one. */
    String unit() default "";

    /** Where the option or its default is taken from: paper, equation. */
    String source() default "";
}
