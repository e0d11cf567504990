#ifndef KORNAK_PYTHON_REF_HPP
#define KORNAK_PYTHON_REF_HPP

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <utility>

// The only place of the extension that counts references by hand.
namespace kornak::python {

/// An owned reference to a Python object. Empty means "an error is set", wherever a function returns one.
/// The interpreter lock must be held whenever a non-empty one is copied or destroyed.
class ref {
public:
    ref() = default;
    ref(std::nullptr_t) {}
    /// Takes over a reference that the caller owns (a "new reference").
    static ref own(PyObject* object) noexcept {
        ref r;
        r.object_ = object;
        return r;
    }
    /// Shares an object that somebody else owns (a "borrowed reference").
    static ref share(PyObject* object) noexcept {
        Py_XINCREF(object);
        return own(object);
    }
    ref(const ref& other) noexcept : object_(other.object_) { Py_XINCREF(object_); }
    ref(ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    ref& operator=(ref other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~ref() { Py_XDECREF(object_); }

    PyObject* get() const noexcept { return object_; }
    /// Gives the reference to a caller that expects a new one.
    PyObject* release() noexcept { return std::exchange(object_, nullptr); }
    explicit operator bool() const noexcept { return object_ != nullptr; }
    void reset() noexcept { *this = ref(); }

private:
    PyObject* object_ = nullptr;
};

inline ref none() noexcept {
    return ref::share(Py_None);
}

/// Lets other threads run Python while it lives.
class gil_release {
public:
    gil_release() : state_(PyEval_SaveThread()) {}
    ~gil_release() { PyEval_RestoreThread(state_); }
    gil_release(const gil_release&) = delete;
    gil_release& operator=(const gil_release&) = delete;

private:
    PyThreadState* state_;
};

}  // namespace kornak::python

#endif
