@rem Scripts of package.json begin with "exec": elsewhere no shell stands between npm and us, to keep a signal to itself.
@rem cmd.exe knows no "exec" and takes this file for it.
@%*
