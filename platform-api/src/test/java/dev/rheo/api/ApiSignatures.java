package dev.rheo.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What plugins can compile against: one line for each public type and each of its public and protected members, sorted. */
final class ApiSignatures {
    private ApiSignatures() {}

    /** Of all classes below a folder of class files. */
    static List<String> below(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .map(ApiSignatures::load)
                    .filter(ApiSignatures::isPublic)
                    .flatMap(type -> of(type).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiSignatures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static List<String> of(Class<?> type) {
        List<String> lines = new ArrayList<>();
        String name = type.getName();
        lines.add(name + " : " + header(type));
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor)) {
                lines.add(name + " . <init>" + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method)) {
                lines.add(name + " . " + method.getName() + parameters(method) + " "
                        + text(method.getGenericReturnType()) + modifiers(method));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field)) {
                lines.add(name + " . " + field.getName() + " " + text(field.getGenericType()) + modifiers(field));
            }
        }
        return lines;
    }

    private static String header(Class<?> type) {
        String form = type.isRecord()
                ? "record"
                : type.isEnum()
                        ? "enum"
                        : type.isAnnotation() ? "annotation" : type.isInterface() ? "interface" : "class";
        String open = type.isSealed() ? "sealed " : Modifier.isFinal(type.getModifiers()) ? "final " : "";
        List<String> above = new ArrayList<>();
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            above.add(text(type.getGenericSuperclass()));
        }
        Arrays.stream(type.getGenericInterfaces()).map(ApiSignatures::text).forEach(above::add);
        Collections.sort(above);
        return open + form + (above.isEmpty() ? "" : " < " + String.join(", ", above));
    }

    private static boolean isOpen(Member member) {
        return !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(ApiSignatures::text)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Those that matter to who calls or implements the member. */
    private static String modifiers(Member member) {
        int modifiers = member.getModifiers();
        StringBuilder text = new StringBuilder();
        if (Modifier.isStatic(modifiers)) {
            text.append(" static");
        }
        if (Modifier.isAbstract(modifiers)) {
            text.append(" abstract");
        }
        if (member instanceof Method method && method.isDefault()) {
            text.append(" default");
        }
        return text.toString();
    }

    private static String text(Type type) {
        return type.getTypeName().replace("java.lang.", "").replace("java.util.", "");
    }
}
