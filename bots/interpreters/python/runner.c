/* Plays a script. `prepare` runs once, when the interpreter is built: it starts Python and imports everything that scripts
   may import; what that leaves in memory is part of the module. `_start` runs in each match. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>
#include <string.h>

#include "pipe.h"

/* Made by freeze.py: `frozen_modules`, `frozen_names` and `wipe_frozen`. */
#include "frozen.h"

static PyObject *play;

/* ---- the module robodrome_host ---- */

static PyObject *read_line(PyObject *self, PyObject *unused) {
    (void)self, (void)unused;
    size_t length;
    const char *line = pipe_read_line(&length);
    if (line == NULL) Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(line, (Py_ssize_t)length, "replace");
}

/* A text's bytes; lone surrogates, which UTF-8 does not have, are escaped. */
static PyObject *encoded(PyObject *text) {
    if (!PyUnicode_Check(text)) return PyErr_Format(PyExc_TypeError, "a str is needed, not %s", Py_TYPE(text)->tp_name);
    return PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace");
}

static PyObject *write_line(PyObject *self, PyObject *text) {
    (void)self;
    PyObject *bytes = encoded(text);
    if (bytes == NULL) return NULL;
    pipe_write_line(PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
    Py_DECREF(bytes);
    Py_RETURN_NONE;
}

static PyObject *log_text(PyObject *self, PyObject *text) {
    (void)self;
    PyObject *bytes = encoded(text);
    if (bytes == NULL) return NULL;
    pipe_log(PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
    Py_DECREF(bytes);
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"read_line", read_line, METH_NOARGS, NULL},
    {"write_line", write_line, METH_O, NULL},
    {"log", log_text, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef host = {PyModuleDef_HEAD_INIT, "robodrome_host", NULL, -1, functions, NULL, NULL, NULL, NULL};

static PyObject *make_host(void) {
    return PyModule_Create(&host);
}

/* ---- starting ---- */

static _Noreturn void fail(const char *what) {
    pipe_log(what, strlen(what));
    pipe_log("\n", 1);
    if (PyErr_Occurred()) PyErr_Print();
    exit(2);
}

static void check(PyStatus status) {
    if (PyStatus_Exception(status)) fail(status.err_msg);
}

static void start_python(void) {
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    check(Py_PreInitialize(&before));
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.use_hash_seed = 1; /* and the seed is 0: the order of sets is the same in every match */
    config.hash_seed = 0;
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.write_bytecode = 0;
    config.pathconfig_warnings = 0;
    config.module_search_paths_set = 1;
    wchar_t **const places[] = {&config.executable, &config.base_executable, &config.prefix, &config.base_prefix,
                                &config.exec_prefix, &config.base_exec_prefix, &config.stdlib_dir};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) check(PyConfig_SetString(&config, places[i], L""));
    check(PyConfig_SetString(&config, &config.program_name, L"python"));
    check(PyConfig_SetString(&config, &config.stdio_encoding, L"utf-8"));
    check(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
}

__attribute__((export_name("prepare"))) void prepare(void) {
    PyImport_FrozenModules = frozen_modules;
    PyImport_AppendInittab("robodrome_host", make_host);
    start_python();
    for (const char *const *name = frozen_names; *name != NULL; name++)
        if (PyImport_ImportModule(*name) == NULL) fail(*name);
    PyObject *driver = PyImport_ImportModule("robodrome_driver");
    play = PyObject_GetAttrString(driver, "play");
    PyObject *done = PyObject_CallMethod(driver, "prepare", NULL);
    if (play == NULL || done == NULL) fail("the driver cannot be prepared");
    static const struct _frozen nothing[] = {{NULL}};
    PyImport_FrozenModules = nothing;
    wipe_frozen();
}

__attribute__((export_name("_start"))) void start(void) {
    struct script script;
    pipe_read_script(&script);
    PyObject *seed = PyLong_FromUnsignedLongLong(pipe_random());
    PyObject *source = PyBytes_FromStringAndSize(script.text, (Py_ssize_t)script.length);
    if (seed == NULL || source == NULL) fail("no memory is left for the script");
    free(script.text);
    PyObject *code = PyObject_CallFunction(play, "OssO", source, pipe_script_name(".py"), script.game, seed);
    if (code == NULL) {
        PyErr_Print(); /* leaves with the code of a SystemExit */
        exit(1);
    }
    exit((int)PyLong_AsLong(code));
}
